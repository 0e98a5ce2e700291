"""The statute of social housing: dated parameters and pure functions. Neither Django nor a clock is used here."""
