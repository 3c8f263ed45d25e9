package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the functions run. */
class FunctionsTest {

  private final Templates templates = Templates.synthesised();

  @Test
  void functions_runOnJava17() {
    templates.backend().resourceCountIs("AWS::Lambda::Function", 2);
    templates
        .backend()
        .allResourcesProperties(
            "AWS::Lambda::Function",
            Map.of("Runtime", "java17", "Architectures", List.of("arm64")));
  }

  @Test
  void password_isReadThroughTheExtension() {
    assertThat(templates.resource("AWS::Lambda::Function", "Events").at("/Layers"))
        .singleElement()
        .asString()
        .contains("Fn::FindInMap");
    assertThat(
            Templates.JSON
                .valueToTree(templates.backend().toJSON())
                .at("/Mappings/ParamsandsecretslayerMap/eu-west-1")
                .toString())
        .contains("AWS-Parameters-and-Secrets-Lambda-Extension-Arm64");
  }
}
