package io.streamcat.spring.aws;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.aws.internal.StreamCatSettings;

/**
 * The services for channels, chat rooms, stages and private channels that the application has not
 * replaced. They are those of a StreamCat without users, so that an application can use them that
 * stores none.
 *
 * @param streamCat has the services
 */
record AwsServices(StreamCat streamCat) implements AutoCloseable {

  static AwsServices create(StreamCatSettings settings) {
    StreamCatBuilder builder =
        StreamCat.builder().userRepository(UserRepository.inMemory()).banList(BanList.inMemory());
    settings.prepareCalls(builder);
    settings.prepareClients(builder);
    settings.customize(builder);
    return new AwsServices(settings.factory().build(clients -> builder.build()));
  }

  @Override
  public void close() {
    streamCat.close();
  }
}
