package io.streamcat.examples.infrastructure;

import java.nio.file.Path;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Permission;
import software.constructs.Construct;

/** The function that reviews chat messages; only IVS Chat may invoke it. */
final class ChatReview extends Construct {

  private final Function function;

  ChatReview(Construct scope, String id, Path jar) {
    super(scope, id);
    function =
        JavaFunctions.of(this, jar, "io.streamcat.examples.lambda.review.ReviewHandler")
            .description("Reviews chat messages before IVS delivers them")
            .memorySize(1024)
            // IVS waits 200 ms. A first call may take longer, and still warms the function up.
            .timeout(Duration.seconds(5))
            .build();
    function.addPermission(
        "IvsChat",
        Permission.builder()
            .principal(new ServicePrincipal("ivschat.amazonaws.com"))
            .sourceAccount(Aws.ACCOUNT_ID)
            .sourceArn(
                "arn:%s:ivschat:%s:%s:room/*".formatted(Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID))
            .build());
  }

  String functionArn() {
    return function.getFunctionArn();
  }

  Metric errors() {
    return function.metricErrors(
        MetricOptions.builder().statistic("Sum").period(Duration.minutes(5)).build());
  }
}
