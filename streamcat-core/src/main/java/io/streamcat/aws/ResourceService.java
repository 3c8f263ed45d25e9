package io.streamcat.aws;

import io.streamcat.aws.ResourceOperations.PlannedCall;
import io.streamcat.aws.internal.SharedScan;
import io.streamcat.aws.internal.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * A service for resources of one kind: safe calls that create, get, find, list and delete resources
 * with the requests of a subclass. Thread safe if the subclass is.
 *
 * @param <R> the resource
 */
public abstract class ResourceService<R extends AwsResource> {

  private final AwsCalls calls;
  private final Names names;
  private final SharedScan scan;

  /**
   * Creates a service.
   *
   * @param calls the calls of the client behind the requests
   * @param names the names of the operations
   */
  @SuppressWarnings("this-escape") // The scan calls back only when a list is requested.
  protected ResourceService(AwsCalls calls, Names names) {
    this.calls = calls;
    this.names = names;
    this.scan =
        new SharedScan(
            calls.settings(), names.listOperation(null), deadline -> list(null, deadline));
  }

  /**
   * The names of the operations of one kind of resource, as the API models them.
   *
   * @param iamService the service's prefix in IAM
   * @param noun the kind, as in {@code GetChannel}
   * @param list the operation that lists, such as {@code ListChannels}
   * @param listsByName whether that operation filters by name
   */
  public record Names(String iamService, String noun, String list, boolean listsByName) {

    private Operation operation(String verb, String resource) {
      return new Operation(iamService, verb + noun, resource);
    }

    private Operation listOperation(@Nullable String name) {
      return new Operation(iamService, list, name == null ? "*" : name);
    }
  }

  /**
   * A page of a list.
   *
   * @param resources the resources on it
   * @param nextToken the token of the following page, or null at the end
   */
  public record Page(List<ResourceSummary> resources, @Nullable String nextToken) {}

  /**
   * Sends a request that gets a resource.
   *
   * @param override the override configuration the request must carry
   * @param arn the resource's ARN
   * @return the resource
   */
  protected abstract R get(AwsRequestOverrideConfiguration override, String arn);

  /**
   * Sends a request that gets a page of the list.
   *
   * @param override the override configuration the request must carry
   * @param name the name to filter by, or null for all; ignored where AWS has no such filter
   * @param token the page's token, or null for the first page
   * @return the page
   */
  protected abstract Page page(
      AwsRequestOverrideConfiguration override, @Nullable String name, @Nullable String token);

  /**
   * Sends a request that deletes a resource.
   *
   * @param override the override configuration the request must carry
   * @param arn the resource's ARN
   */
  protected abstract void delete(AwsRequestOverrideConfiguration override, String arn);

  /**
   * Gets a resource that a list has shown.
   *
   * @param arn the resource's ARN
   * @param deadline when to give up
   * @return the resource, or empty if there is none
   */
  protected Optional<R> getFound(String arn, Instant deadline) {
    return get(arn, deadline);
  }

  /**
   * Returns whether a resource found after its create is complete.
   *
   * @param found the resource
   * @return false if a part of the resource was not found yet
   */
  protected boolean isWhole(R found) {
    return true;
  }

  /**
   * Returns the calls of AWS.
   *
   * @return the calls
   */
  protected final AwsCalls calls() {
    return calls;
  }

  /**
   * Creates a resource that did not exist before, exactly once.
   *
   * @param verb the operation's verb, {@code Create} or {@code Import}
   * @param name the name
   * @param tags the tags of the request, which have a {@link Tags#RECORD}
   * @param create sends the request and reads its answer
   * @return the resource that was created now or by an earlier attempt
   * @throws io.streamcat.exception.AwsException as {@link AwsCalls#create} does
   */
  protected final R create(
      String verb,
      String name,
      Map<String, String> tags,
      Function<AwsRequestOverrideConfiguration, R> create) {
    return calls.create(
        names.operation(verb, name),
        calls.deadline(),
        create,
        deadline -> find(name, Tags.identity(tags), deadline).stream().findFirst(),
        this::isWhole);
  }

  /**
   * Returns the call that creates a resource, so that its turn can be reserved.
   *
   * @return the call
   */
  public final PlannedCall plannedCreate() {
    return calls.planned(names.operation("Create", "*"));
  }

  /**
   * Gets a resource.
   *
   * @param arn the resource's ARN
   * @return the resource, or empty if there is none
   */
  public Optional<R> get(String arn) {
    return get(arn, calls.deadline());
  }

  /**
   * Gets a resource.
   *
   * @param arn the resource's ARN
   * @param deadline when to give up
   * @return the resource, or empty if there is none
   */
  protected final Optional<R> get(String arn, Instant deadline) {
    return calls.callIfThere(names.operation("Get", arn), deadline, override -> get(override, arn));
  }

  /**
   * Finds resources by name and tags.
   *
   * <p>Where AWS has no filter by name, all resources of the account and region are read; callers
   * that wait at the same time share one scan.
   *
   * @param name the exact name
   * @param tags the tags that each resource must have
   * @return the resources found, ordered by ARN
   */
  public List<R> find(String name, Map<String, String> tags) {
    return find(name, tags, calls.deadline());
  }

  /**
   * Finds resources by name and tags.
   *
   * @param name the exact name
   * @param tags the tags that each resource must have
   * @param deadline when to give up
   * @return the resources found, ordered by ARN
   */
  protected final List<R> find(String name, Map<String, String> tags, Instant deadline) {
    // Compared here as well, because AWS does not document whether its filters match prefixes.
    List<String> arns =
        names.listsByName()
            ? list(name, deadline)
                .filter(listed -> listed.matches(name, tags))
                .map(ResourceSummary::arn)
                .toList()
            : scan.find(name, tags, deadline);
    return arns.stream().sorted().flatMap(arn -> getFound(arn, deadline).stream()).toList();
  }

  /**
   * Lists all resources of the account and region, a page at a time as the stream is consumed.
   *
   * @return a lazy stream
   */
  public Stream<ResourceSummary> list() {
    return list(null, null);
  }

  private Stream<ResourceSummary> list(@Nullable String name, @Nullable Instant deadline) {
    return calls
        .pages(
            names.listOperation(name),
            deadline,
            (override, token) -> page(override, name, token),
            Page::nextToken,
            page -> page.resources().stream())
        .filter(listed -> listed.arn() != null);
  }

  /**
   * Deletes a resource; one that does not exist counts as deleted.
   *
   * @param arn the resource's ARN
   */
  public void delete(String arn) {
    delete(arn, calls.deadline());
  }

  /**
   * Deletes a resource; one that does not exist counts as deleted.
   *
   * @param arn the resource's ARN
   * @param deadline when to give up
   */
  protected final void delete(String arn, Instant deadline) {
    calls.callIfThere(
        names.operation("Delete", arn),
        deadline,
        override -> {
          delete(override, arn);
          return arn;
        });
  }

  /**
   * Sends a request that changes the name of a resource, and nothing else. An empty answer of a
   * proxy counts as a failure, so the answer must be read.
   *
   * @param arn the resource's ARN
   * @param request sends the request with the given override configuration, and reads its answer
   */
  protected final void rename(String arn, Function<AwsRequestOverrideConfiguration, ?> request) {
    calls.call(
        names.operation("Update", arn), calls.deadline(), override -> sent(request, override));
  }

  /**
   * Sends a request that adds tags to a resource.
   *
   * @param arn the resource's ARN
   * @param request sends the request with the given override configuration
   */
  protected final void tag(String arn, Function<AwsRequestOverrideConfiguration, ?> request) {
    calls.call(
        new Operation(names.iamService(), "TagResource", arn),
        calls.deadline(),
        override -> sent(request, override));
  }

  /**
   * Sends a request that removes tags from a resource, which may be gone.
   *
   * @param arn the resource's ARN
   * @param request sends the request with the given override configuration
   */
  protected final void untag(String arn, Function<AwsRequestOverrideConfiguration, ?> request) {
    calls.callIfThere(
        new Operation(names.iamService(), "UntagResource", arn),
        calls.deadline(),
        override -> sent(request, override));
  }

  private static boolean sent(
      Function<AwsRequestOverrideConfiguration, ?> request,
      AwsRequestOverrideConfiguration override) {
    var unused = request.apply(override);
    return true;
  }
}
