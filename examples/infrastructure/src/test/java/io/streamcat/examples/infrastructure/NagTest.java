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
import software.amazon.awscdk.assertions.SynthesisMessage;

/** Tests of the rules "AWS Solutions" of cdk-nag; each exception has a reason. */
@Guarantee("EXAMPLE-10")
class NagTest {

  private final Templates templates = Templates.synthesised();

  /** An exception for the constructs whose path begins with a text. */
  private record Exemption(String rule, String path, String reason) {

    boolean covers(SynthesisMessage message) {
      return message.getId().startsWith(path) && text(message).startsWith(rule + ":");
    }
  }

  private static final List<Exemption> EXCEPTIONS =
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
              "A stricter protocol needs a domain and certificate of the site."));

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
                EXCEPTIONS.stream().filter(e -> e.covers(message)).map(used::add).count() == 0)
        .extracting(message -> message.getId() + ": " + text(message))
        .isEmpty();
    assertThat(used).containsExactlyInAnyOrderElementsOf(EXCEPTIONS);
  }
}
