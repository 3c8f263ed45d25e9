package io.streamcat.examples.web;

import io.streamcat.testing.Guarantee;

/** The same tests on PostgreSQL. */
@Guarantee("EXAMPLE-11")
@OnPostgres
class PostgresStrangerTest extends StrangerTest {}
