package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Tags;

/**
 * The entry point, which writes the CloudFormation templates; the CDK starts it as {@code cdk.json}
 * says.
 */
public final class InfrastructureApp {

  private InfrastructureApp() {}

  public static void main(String[] args) {
    App app = new App();
    define(app, SettingsReader.of(app.getNode(), Path.of("environments")).settings());
    app.synth();
  }

  static void define(App app, Settings settings) {
    StorageStack storage = new StorageStack(app, settings);
    new BackendStack(app, settings, storage);
    Tags.of(app).add("project", "streamcat");
    Tags.of(app).add("environment", settings.environment());
  }
}
