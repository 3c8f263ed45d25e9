package io.streamcat.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Operations that forward every call to others: the base of a class that replaces some of them.
 *
 * <p>A {@link #create} that is replaced usually calls the other one and changes the name, the
 * settings or the tags before. What it does after the other one has returned may fail, and the
 * resource exists then: such a failure must leave as an exception that is not a {@link
 * io.streamcat.exception.StreamCatException}, so that the resource is looked for. One that is found
 * that way is used as it is, without another create.
 *
 * @param <R> the resource
 * @param <S> its settings
 */
public abstract class ForwardingOperations<R extends AwsResource, S>
    implements ResourceOperations<R, S> {

  private final ResourceOperations<R, S> delegate;

  /**
   * Creates operations over others.
   *
   * @param delegate receives the calls of all methods that are not replaced
   */
  protected ForwardingOperations(ResourceOperations<R, S> delegate) {
    this.delegate = delegate;
  }

  @Override
  public R create(String name, S settings) {
    return delegate.create(name, settings);
  }

  @Override
  public @Nullable PlannedCall plannedCreate() {
    return delegate.plannedCreate();
  }

  @Override
  public Optional<R> get(String arn) {
    return delegate.get(arn);
  }

  @Override
  public List<R> find(String name, Map<String, String> tags) {
    return delegate.find(name, tags);
  }

  @Override
  public Stream<ResourceSummary> list() {
    return delegate.list();
  }

  @Override
  public R update(String arn, S settings) {
    return delegate.update(arn, settings);
  }

  @Override
  public void delete(String arn) {
    delegate.delete(arn);
  }
}
