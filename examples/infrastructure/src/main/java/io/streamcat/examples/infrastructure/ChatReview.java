package io.streamcat.examples.infrastructure;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Permission;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.constructs.Construct;

/**
 * The function that reviews chat messages; only IVS Chat may invoke it.
 *
 * <p>Rooms store the ARN of its alias. Name and alias are fixed, so a stack that is replaced gives
 * existing rooms the same ARN.
 */
final class ChatReview extends Construct {

  private final Function function;
  private final Alias alias;

  ChatReview(Construct scope, String id, Settings settings) {
    super(scope, id);
    function =
        JavaFunctions.of(
                this,
                settings.name("review"),
                settings.code().review(),
                "io.streamcat.examples.lambda.review.ReviewHandler")
            .description("Reviews chat messages before IVS delivers them")
            .memorySize(1024)
            // IVS waits 200 ms. A first call may take longer, and still warms the function up.
            .timeout(Duration.seconds(5))
            // IVS does not wait for an initialisation; a snapshot is faster.
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .reservedConcurrentExecutions(settings.reviewConcurrency())
            .build();
    alias =
        Alias.Builder.create(this, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
    alias.addPermission(
        "IvsChat",
        Permission.builder()
            .principal(new ServicePrincipal("ivschat.amazonaws.com"))
            .sourceAccount(Aws.ACCOUNT_ID)
            .sourceArn(
                "arn:%s:ivschat:%s:%s:room/*".formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID))
            .build());
  }

  /** Returns the ARN for rooms. */
  String aliasArn() {
    return alias.getFunctionArn();
  }

  Function function() {
    return function;
  }
}
