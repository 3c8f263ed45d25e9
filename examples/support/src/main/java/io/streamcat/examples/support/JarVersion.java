package io.streamcat.examples.support;

import java.util.Objects;

/** The version of a program, from its jar's manifest. */
public final class JarVersion {

  private JarVersion() {}

  public static String of(String program, Class<?> main) {
    String version = main.getPackage().getImplementationVersion();
    return program + " " + Objects.requireNonNullElse(version, "(not packaged)");
  }
}
