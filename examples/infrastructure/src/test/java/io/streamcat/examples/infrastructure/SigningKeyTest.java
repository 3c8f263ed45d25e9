package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Tests of the key of signed recordings, and of names that are unique in an account. */
class SigningKeyTest {

  @TempDir private Path directory;

  private final Templates templates = Templates.synthesised();

  /** CloudFront has no regions, and two resources of one account cannot share a name. */
  @Test
  void names_ofCloudFront_containEnvironmentAndRegion() {
    assertThat(templates.resources())
        .filteredOn(resource -> resource.type().startsWith("AWS::CloudFront::"))
        .flatExtracting(resource -> resource.json().path("Properties").findValuesAsText("Name"))
        .hasSize(3)
        .allSatisfy(name -> assertThat(name).startsWith("streamcat-production-eu-west-1"));
  }

  /** CloudFront rejects a change of a key with CannotChangeImmutablePublicKeyFields. */
  @Test
  void key_replaced_isAnotherResourceOfTheSameGroup() throws Exception {
    JsonNode former = keys(templates.storage());
    JsonNode latter = keys(recordings(newKey()));

    assertThat(former.properties().iterator().next().getKey())
        .isNotEqualTo(latter.properties().iterator().next().getKey());
    for (String unique : new String[] {"Name", "CallerReference"}) {
      assertThat(former.findValuesAsText(unique))
          .hasSize(1)
          .isNotEqualTo(latter.findValuesAsText(unique));
    }
  }

  private Path newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return Files.writeString(
        directory.resolve("new.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }

  /** Returns a template of recordings alone. */
  private static Template recordings(Path pem) {
    App app = new App(AppProps.builder().context(Templates.context()).build());
    Settings settings =
        Templates.settings(app.getNode(), "production", Map.of("recordings-key", pem.toString()));
    Stack stack = new Stack(app, "Storage");
    new Recordings(stack, "Recordings", settings);
    return Template.fromStack(stack);
  }

  private static JsonNode keys(Template template) {
    return Templates.JSON.valueToTree(template.findResources("AWS::CloudFront::PublicKey"));
  }
}
