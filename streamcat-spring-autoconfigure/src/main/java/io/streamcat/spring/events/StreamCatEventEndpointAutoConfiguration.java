package io.streamcat.spring.events;

import io.streamcat.event.ingest.EventEndpoint;
import io.streamcat.event.ingest.EventIngester;
import io.streamcat.spring.internal.ConditionalOnStreamCat;
import io.streamcat.spring.internal.ConditionalOnText;
import io.streamcat.spring.internal.StreamCatProperties;
import io.streamcat.spring.internal.StreamCatProperties.Http;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The auto-configuration of the endpoint for events of an EventBridge API destination, if its
 * secret is set.
 */
@AutoConfiguration(after = StreamCatEventsAutoConfiguration.class)
@ConditionalOnStreamCat
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({RouterFunction.class, HttpServletRequest.class})
@ConditionalOnBean(EventIngester.class)
@ConditionalOnText("streamcat.events.http.secret")
public final class StreamCatEventEndpointAutoConfiguration {

  StreamCatEventEndpointAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  EventEndpoint streamCatEventEndpoint(StreamCatProperties properties, EventIngester ingester) {
    Http http = properties.events().http();
    return EventEndpoint.create(
        ingester,
        Stream.of(http.secret(), http.previousSecret())
            .filter(StringUtils::hasText)
            .map(Objects::requireNonNull)
            .toList());
  }

  @Bean
  RouterFunction<ServerResponse> streamCatEventRoute(
      StreamCatProperties properties, EventEndpoint endpoint) {
    Http http = properties.events().http();
    return RouterFunctions.route()
        .POST(http.path(), new EventRequestHandler(endpoint, http.header()))
        .build();
  }
}
