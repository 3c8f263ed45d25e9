package io.streamcat.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.testing.Guarantee;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recognition of tools that manage resources; only AWS itself sets tags in {@code aws:}. */
@Guarantee("ADOPT-02")
class ManagingToolTest {

  @ParameterizedTest
  @CsvSource({
    "aws:cloudformation:stack-name, web",
    "aws:cloudformation:logical-id, Channel",
    "aws:cdk:path, web/channel",
    "aws-cdk:auto-delete, true",
    "pulumi:stack, web",
    "Terraform, TRUE",
    "hashicorp, terraform-cloud",
    "Managed-By, CloudFormation",
    "created_by, AWS CDK",
    "IaC, tofu",
    "deployedBy, SST"
  })
  void in_tagOfATool_isFound(String key, String value) {
    assertThat(ManagingTool.in(Map.of("project", "streamcat", key, value)))
        .contains(key + "=" + value);
  }

  @ParameterizedTest
  @CsvSource({
    "project, streamcat",
    "terraform, false",
    "managed-by, todd",
    "stack, web",
    "tf, 1",
    "aws:createdBy, todd"
  })
  void in_otherTag_isIgnored(String key, String value) {
    assertThat(ManagingTool.in(Map.of(key, value))).isEmpty();
  }

  @Test
  void in_noTags_isEmpty() {
    assertThat(ManagingTool.in(Map.of())).isEmpty();
  }
}
