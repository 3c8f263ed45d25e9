package io.streamcat.spring.aws.internal;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials of a chain of providers. If there are none, the failure names the properties to set.
 */
public final class DiagnosticCredentialsProvider
    implements AwsCredentialsProvider, SdkAutoCloseable {

  private final AwsCredentialsProvider chain;

  /** Creates a provider on a chain, and closes the chain when it is closed. */
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
              + " streamcat.aws.profile, or one of the SDK's own sources: "
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
