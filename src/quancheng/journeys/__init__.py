"""Journeys: the only place where domains meet; each reads like the regulation it carries out."""
