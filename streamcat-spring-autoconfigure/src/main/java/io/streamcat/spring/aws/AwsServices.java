package io.streamcat.spring.aws;

import io.streamcat.StreamCat;
import io.streamcat.StreamCatBuilder;
import io.streamcat.operations.BanList;
import io.streamcat.repository.UserRepository;
import io.streamcat.spring.aws.internal.StreamCatSettings;

/**
 * The services for channels, chat rooms, stages and private channels, unless the application
 * replaces them. They belong to a StreamCat without users, so that an application that stores no
 * users can use them.
 *
 * @param streamCat the StreamCat that has the services
 */
record AwsServices(StreamCat streamCat) implements AutoCloseable {

  static AwsServices create(StreamCatSettings settings) {
    StreamCatBuilder builder =
        StreamCat.builder()
            .storage(s -> s.users(UserRepository.inMemory()).bans(BanList.inMemory()));
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
