package io.streamcat.provisioning.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tool that manages a resource according to its tags. CloudFormation, and so the CDK, and
 * Pulumi tag resources themselves; for Terraform there are only conventions.
 */
final class ManagingTool {

  private static final List<String> KEY_PREFIXES =
      List.of("aws:cloudformation:", "aws:cdk:", "aws-cdk:", "pulumi:");

  private static final List<String> NAMES = List.of("terraform", "opentofu", "pulumi");

  /** The keys, in lower-case letters only, whose value names a tool. */
  private static final Set<String> NAMING_KEYS =
      Set.of("managedby", "createdby", "provisionedby", "provisioner", "deployedby", "iac");

  private static final Set<String> SHORT_NAMES =
      Set.of("cdk", "awscdk", "cloudformation", "tofu", "tf", "sst", "serverless");

  private ManagingTool() {}

  /** Returns the tag that names a tool, as {@code key=value}. */
  static Optional<String> in(Map<String, String> tags) {
    return tags.entrySet().stream()
        .filter(tag -> names(lower(tag.getKey()), lower(tag.getValue())))
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .sorted()
        .findFirst();
  }

  private static boolean names(String key, String value) {
    boolean isMarked = KEY_PREFIXES.stream().anyMatch(key::startsWith);
    boolean isDenied = value.equals("false") || value.equals("no");
    boolean isNamed =
        !isDenied && NAMES.stream().anyMatch(name -> key.contains(name) || value.contains(name));
    boolean isValued = NAMING_KEYS.contains(letters(key)) && SHORT_NAMES.contains(letters(value));
    return isMarked || isNamed || isValued;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String letters(String text) {
    return text.replaceAll("[^a-z]", "");
  }
}
