package io.streamcat.examples.quickstart;

/** How outcomes are shown on standard output. */
interface Format {

  /** The name under which users who were registered with a generated password are told it. */
  String GENERATED_PASSWORD = "generated password";

  void print(ProvisionResult outcome);
}
