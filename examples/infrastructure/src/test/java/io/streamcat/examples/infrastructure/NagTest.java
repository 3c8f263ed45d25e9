package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/** Tests of the rules "AWS Solutions" of cdk-nag; each exception has a reason. */
@Guarantee("EXAMPLE-10")
class NagTest {

  private final Templates templates = Templates.synthesised();

  /** An exception for the constructs whose path begins with a text. */
  private record Exemption(String rule, String path, String reason) {

    boolean covers(SynthesisMessage message) {
      return message.getId().startsWith(path) && text(message).startsWith(rule);
    }
  }

  private static final String TRACES =
      "Traces, and look-ups of network interfaces, have no narrower resource. AWS draws the ids of"
          + " interfaces, and the code of the functions is denied them.";

  private static final List<Exemption> EXEMPTIONS =
      List.of(
          new Exemption(
              "AwsSolutions-SMG4",
              "/Storage/Database/Secret",
              "A rotation needs an endpoint in the isolated network. Functions log in with tokens."),
          new Exemption(
              "AwsSolutions-RDS3",
              "/Storage/Database/Instance",
              "One zone is the cheaper choice of small sites; a setting adds the other."),
          new Exemption(
              "AwsSolutions-RDS11",
              "/Storage/Database/Instance",
              "The port is reachable from one security group in an isolated network."),
          new Exemption(
              "AwsSolutions-CFR1",
              "/Storage/Recordings/Distribution",
              "Recordings are not limited to countries."),
          new Exemption(
              "AwsSolutions-CFR2",
              "/Storage/Recordings/Distribution",
              "A distribution of signed files has nothing that a web firewall protects."),
          new Exemption(
              "AwsSolutions-CFR4",
              "/Storage/Recordings/Distribution",
              "A stricter protocol needs a domain and certificate of the site."),
          new Exemption(
              "AwsSolutions-IAM5",
              "/Backend/ApplicationPolicies/",
              "AWS draws the ids of users' resources; the namespace's tag limits the policies."),
          new Exemption("AwsSolutions-IAM5", "/Backend/ChatReview/", TRACES),
          new Exemption("AwsSolutions-IAM5", "/Backend/Migration/", TRACES),
          new Exemption("AwsSolutions-IAM5", "/Backend/Events/", TRACES),
          new Exemption("AwsSolutions-IAM5", "/Backend/Usage/", TRACES),
          new Exemption(
              "AwsSolutions-L1",
              "/Backend/",
              "Java 21 has long-term support, as Java 25 has, and is nearer to the tested Java 17."),
          new Exemption(
              "SnapStart only supports published Lambda versions",
              "/Backend/ChatReview/Function",
              "Rooms invoke an alias of a published version."));

  private static String text(SynthesisMessage message) {
    return message.getEntry().getData().toString();
  }

  private Stream<SynthesisMessage> findings() {
    return Stream.of(templates.storageStack(), templates.backendStack())
        .map(Annotations::fromStack)
        .flatMap(
            found ->
                Stream.of(
                    found.findError("*", Match.anyValue()),
                    found.findWarning("*", Match.anyValue())))
        .flatMap(List::stream);
  }

  @Test
  void findings_errorsAndWarnings_areReasonedExceptions() {
    Set<Exemption> used = new HashSet<>();

    assertThat(findings())
        .isNotEmpty()
        .filteredOn(
            message ->
                EXEMPTIONS.stream().filter(e -> e.covers(message)).map(used::add).count() == 0)
        .extracting(message -> message.getId() + ": " + text(message))
        .isEmpty();
    assertThat(used).containsExactlyInAnyOrderElementsOf(EXEMPTIONS);
  }
}
