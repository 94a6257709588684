"""The flow engine (流程引擎): BPMN 2.0 in, an immutable plan out, and the token game over it.

The engine is pure. It knows no web framework, no database, no network and no clock: the caller
hands in the facts and stores the marking and the effects. Conditions are CEL.
"""
