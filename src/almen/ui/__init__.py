"""Floor 1: design system, components, lists, forms, formats and charts. Knows nothing of the domain."""
