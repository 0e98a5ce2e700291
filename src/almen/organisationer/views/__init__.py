"""Pages of boligorganisationer, afdelinger and users, and the sign-in page. Thin: rights, form, service, answer."""
