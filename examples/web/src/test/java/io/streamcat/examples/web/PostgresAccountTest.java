package io.streamcat.examples.web;

import io.streamcat.testing.Guarantee;

/** The same tests on PostgreSQL. */
@Guarantee("EXAMPLE-06")
@OnPostgres
class PostgresAccountTest extends AccountTest {}
