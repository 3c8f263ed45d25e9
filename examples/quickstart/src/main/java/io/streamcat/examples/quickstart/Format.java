package io.streamcat.examples.quickstart;

/** A format for results on standard output. */
interface Format {

  /** The label of generated passwords. */
  String GENERATED_PASSWORD = "generated password";

  void print(ProvisionResult result);
}
