package io.streamcat.examples.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The entry point of the site. */
@SpringBootApplication
public class WebApplication {

  /**
   * Starts the site.
   *
   * @param arguments properties, in Spring Boot's syntax
   */
  public static void main(String[] arguments) {
    SpringApplication.run(WebApplication.class, arguments);
  }
}
