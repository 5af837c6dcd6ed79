"""The ground floor: settings, clock, database, log book, refusals, pages, live signals and who may do what."""
