package io.streamcat.examples.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests of the rules "AWS Solutions" of cdk-nag; each exception has a reason. */
@Guarantee("EXAMPLE-10")
class NagTest {

  /** A line of a report. */
  private record Finding(String rule, String construct) {}

  /** An exemption for the constructs whose path begins with a text. */
  private record Exemption(String rule, String path, String reason) {

    boolean covers(Finding finding) {
      return finding.rule().equals(rule) && finding.construct().startsWith(path);
    }
  }

  private static final String TRACES =
      "Traces, and look-ups of network interfaces, have no narrower resource. AWS draws the ids of"
          + " interfaces, and the code of the functions is denied them.";

  private static final List<Exemption> EXEMPTIONS =
      List.of(
          new Exemption(
              "AwsSolutions-SMG4",
              "Storage/Database/Secret",
              "A rotation needs an endpoint in the isolated network. Functions log in with tokens."),
          new Exemption(
              "AwsSolutions-RDS3",
              "Storage/Database/Instance",
              "One zone is the cheaper choice of small sites; a setting adds the other."),
          new Exemption(
              "AwsSolutions-RDS11",
              "Storage/Database/Instance",
              "The port is reachable from one security group in an isolated network."),
          new Exemption(
              "AwsSolutions-CFR1",
              "Storage/Recordings/Distribution",
              "Recordings are not limited to countries."),
          new Exemption(
              "AwsSolutions-CFR2",
              "Storage/Recordings/Distribution",
              "A distribution of signed files has nothing that a web firewall protects."),
          new Exemption(
              "AwsSolutions-CFR4",
              "Storage/Recordings/Distribution",
              "A stricter protocol needs a domain and certificate of the site."),
          new Exemption(
              "AwsSolutions-IAM5",
              "Backend/ApplicationPolicies/",
              "AWS draws the ids of users' resources; the namespace's tag limits the policies."),
          new Exemption("AwsSolutions-IAM5", "Backend/ChatReview/", TRACES),
          new Exemption("AwsSolutions-IAM5", "Backend/Migration/", TRACES),
          new Exemption("AwsSolutions-IAM5", "Backend/Events/", TRACES),
          new Exemption("AwsSolutions-IAM5", "Backend/Usage/", TRACES),
          new Exemption(
              "AwsSolutions-L1",
              "Backend/",
              "Java 21 has long-term support, as Java 25 has, and is nearer to the tested Java 17."));

  private static final Pattern LINE =
      Pattern.compile("(?m)^\"(AwsSolutions-\\w+)\",\"([^\"]+)\",\"([^\"]+)\"");

  private static List<Finding> findings() throws IOException {
    Templates.synthesised();
    List<Finding> findings = new ArrayList<>();
    for (Path report : Templates.nagReports("production")) {
      LINE.matcher(Files.readString(report))
          .results()
          .filter(line -> !line.group(3).equals("Compliant"))
          .forEach(line -> findings.add(new Finding(line.group(1), line.group(2))));
    }
    return findings;
  }

  @Test
  void findings_all_areReasonedExemptions() throws IOException {
    Set<Exemption> used = new HashSet<>();

    assertThat(findings())
        .isNotEmpty()
        .filteredOn(
            finding ->
                EXEMPTIONS.stream().filter(e -> e.covers(finding)).map(used::add).count() == 0)
        .isEmpty();
    assertThat(used).containsExactlyInAnyOrderElementsOf(EXEMPTIONS);
    assertThat(EXEMPTIONS).extracting(Exemption::reason).doesNotContain("");
  }
}
