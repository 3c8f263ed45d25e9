package io.streamcat.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.streamcat.testing.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The policy in docs/reference/iam.md, which must allow exactly the actions that the consumer
 * calls.
 */
@Guarantee("AWS-14")
class SqsPolicyTest {

  private static final Pattern ACTION = Pattern.compile("\"sqs:(\\w+)\"");

  /** Returns the IAM action of a method: a batch has no action of its own. */
  private static String action(String method) {
    return Character.toUpperCase(method.charAt(0)) + method.substring(1).replace("Batch", "");
  }

  @Test
  void policy_ofTheConsumer_allowsExactlyItsCalls() throws IOException {
    Set<String> called =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.streamcat.sqs")
                .stream()
                .flatMap(type -> type.getMethodReferencesFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(SqsClient.class))
                .map(call -> action(call.getTarget().getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> allowed =
        ACTION
            .matcher(Files.readString(Path.of("..", "docs", "reference", "iam.md")))
            .results()
            .map(action -> action.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(called).isNotEmpty().isEqualTo(allowed);
  }
}
