package io.streamcat.spring.internal;

/** The names of beans by which another configuration recognizes a bean of StreamCat. */
public final class BeanNames {

  /** The name of the user repository in the data source. */
  public static final String USER_REPOSITORY = "streamCatUserRepository";

  /** The name of the service for channels. */
  public static final String CHANNEL_SERVICE = "streamCatChannelService";

  private BeanNames() {}
}
