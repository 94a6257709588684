"""流程 one flow: definitions, instances and tasks (一事一号一流程)."""
