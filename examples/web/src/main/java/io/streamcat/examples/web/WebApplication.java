package io.streamcat.examples.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the site. */
@SpringBootApplication
public class WebApplication {

  /**
   * Starts the site.
   *
   * @param arguments properties, as Spring Boot understands them
   */
  public static void main(String[] arguments) {
    SpringApplication.run(WebApplication.class, arguments);
  }
}
