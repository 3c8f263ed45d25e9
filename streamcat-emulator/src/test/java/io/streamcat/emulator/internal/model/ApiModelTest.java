package io.streamcat.emulator.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiModelTest {
  private final ApiModel model = ApiModel.get();

  @Test
  void everyService_hasAllOperationsOfItsModel() {
    assertThat(model.of(Service.IVS).operations()).hasSize(41);
    assertThat(model.of(Service.CHAT).operations()).hasSize(17);
    assertThat(model.of(Service.REAL_TIME).operations()).hasSize(39);
  }

  @Test
  void everyStructure_ofOperations_canBeChecked() {
    assertThat(model.operations())
        .allSatisfy(
            operation -> {
              ServiceModel service = model.of(operation.service());
              service.check(operation.input(), Map.of());
              if (operation.output() != null) {
                assertThat(service.project(operation.output(), Map.of())).isEmpty();
              }
            });
  }

  @Test
  void everyPath_exceptTags_isInOneServiceOnly() {
    assertThat(model.operations().filter(o -> !o.uri().startsWith("/tags/")).map(Operation::uri))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyDeclaredError_ofModel_hasStatus() {
    assertThat(model.operations())
        .allSatisfy(
            operation ->
                assertThat(model.of(operation.service()).errorStatuses().keySet())
                    .containsAll(operation.errors()));
  }

  @Test
  void errorStatus_unmodelledError_isThatOfOtherService() {
    assertThat(model.errorStatus(Service.REAL_TIME, "ThrottlingException")).hasValue(429);
    assertThat(model.errorStatus(Service.REAL_TIME, "NoSuchException")).isEmpty();
  }

  @Test
  void members_inHeader_areNotPartOfDocument() {
    assertThat(model.of(Service.IVS).members("ThrottlingException"))
        .containsExactly("exceptionMessage");
  }
}
