"""全程 Quancheng: a county government service centre that works the 全程代理 way."""
