package io.streamcat.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Operations that forward every call to a delegate: the base class for replacing some of them.
 *
 * <p>An overridden {@link #create} usually changes the name, the settings or the tags and then
 * calls the delegate. Code that runs after the delegate has returned may fail although the resource
 * exists. Such a failure must be thrown as an exception that is not a {@link
 * io.streamcat.exception.StreamCatException}, so that the resource is looked for. A resource found
 * that way is used as it is, without another create.
 *
 * @param <R> the resource
 * @param <S> its settings
 */
public abstract class ForwardingOperations<R extends AwsResource, S>
    implements ResourceOperations<R, S> {

  private final ResourceOperations<R, S> delegate;

  /**
   * Creates forwarding operations.
   *
   * @param delegate receives the calls of all methods that are not overridden
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
  public void rename(String arn, String name) {
    delegate.rename(arn, name);
  }

  @Override
  public void delete(String arn) {
    delegate.delete(arn);
  }

  @Override
  public void tag(String arn, Map<String, String> tags) {
    delegate.tag(arn, tags);
  }

  @Override
  public void untag(String arn, Collection<String> keys) {
    delegate.untag(arn, keys);
  }
}
