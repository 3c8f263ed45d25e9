package io.streamcat.spring.aws.internal;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials of the SDK's chain; if there are none, the failure names the properties to set. */
public final class DiagnosticCredentialsProvider
    implements AwsCredentialsProvider, SdkAutoCloseable {

  private final AwsCredentialsProvider chain;

  public DiagnosticCredentialsProvider(AwsCredentialsProvider chain) {
    this.chain = chain;
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return chain.resolveCredentials();
    } catch (SdkClientException e) {
      throw SdkClientException.create(
          "no AWS credentials; set streamcat.aws.access-key-id and streamcat.aws.secret-access-key,"
              + " streamcat.aws.profile, or one of the places the SDK looks in: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    if (chain instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
