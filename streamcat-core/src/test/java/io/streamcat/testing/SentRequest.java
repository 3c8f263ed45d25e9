package io.streamcat.testing;

import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ivs.model.CreateChannelRequest;

/** A request as the SDK shows it to interceptors right before it is sent, to ivs.moon:4577. */
public final class SentRequest {

  public static final SdkHttpRequest HTTP =
      SdkHttpRequest.builder()
          .method(SdkHttpMethod.POST)
          .protocol("http")
          .host("ivs.moon")
          .port(4577)
          .encodedPath("/CreateChannel")
          .build();

  public static final InterceptorContext CONTEXT =
      InterceptorContext.builder()
          .request(CreateChannelRequest.builder().build())
          .httpRequest(HTTP)
          .build();

  private SentRequest() {}
}
