package io.streamcat.signing;

import io.streamcat.aws.AwsCalls;
import io.streamcat.aws.AwsNames;
import io.streamcat.aws.Operation;
import io.streamcat.aws.ResourceSummary;
import io.streamcat.aws.Tags;
import io.streamcat.error.ResourceConflictException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class DefaultPublicKeys implements PublicKeys {

  private final KeyApi api;
  private final AwsCalls calls;

  DefaultPublicKeys(KeyApi api, AwsCalls calls) {
    this.api = api;
    this.calls = calls;
  }

  @Override
  public ImportedKey importKey(String name, String publicKeyPem, Map<String, String> tags) {
    AwsNames.check("name", name);
    String pem = Pem.of(Pem.publicKey(publicKeyPem));
    Map<String, String> tagged = Tags.withRecord(Tags.checked("tags", tags));
    Map<String, String> attempt = Map.of(Tags.RECORD, tagged.getOrDefault(Tags.RECORD, ""));
    Instant start = calls.settings().clock().instant();
    Instant deadline = calls.deadline();
    try {
      return calls.create(
          operation("Import" + api.noun(), name),
          deadline,
          override -> api.importKey(override, name, pem, tagged),
          until -> find(name, attempt, until).stream().findFirst());
    } catch (ResourceConflictException e) {
      // Another server may have imported the same key for the same purpose.
      return calls
          .await(start, deadline, () -> find(name, attempt, deadline).stream().findFirst())
          .orElseThrow(() -> e);
    }
  }

  @Override
  public Optional<ImportedKey> get(String arn) {
    return get(arn, calls.deadline());
  }

  private Optional<ImportedKey> get(String arn, Instant deadline) {
    return calls.callIfThere(
        operation("Get" + api.noun(), arn), deadline, override -> api.get(override, arn));
  }

  @Override
  public List<ImportedKey> find(String name, Map<String, String> tags) {
    return find(name, tags, calls.deadline());
  }

  private List<ImportedKey> find(String name, Map<String, String> tags, Instant deadline) {
    return ResourceSummary.find(list(deadline), name, tags, arn -> get(arn, deadline));
  }

  @Override
  public Stream<ResourceSummary> list() {
    return list(null);
  }

  private Stream<ResourceSummary> list(@Nullable Instant deadline) {
    return calls.pages(
        operation("List" + api.noun() + "s", "*"),
        deadline,
        api::list,
        KeyApi.Page::nextToken,
        page -> page.keys().stream());
  }

  @Override
  public void delete(String arn) {
    calls.callIfThere(
        operation("Delete" + api.noun(), arn),
        calls.deadline(),
        override -> {
          api.delete(override, arn);
          return arn;
        });
  }

  private static Operation operation(String name, String resource) {
    return new Operation("ivs", name, resource);
  }
}
