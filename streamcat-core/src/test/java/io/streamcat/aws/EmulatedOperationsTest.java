package io.streamcat.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.EmulatedParticipant;
import io.streamcat.emulator.IvsEmulator;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ivs.IvsClient;
import software.amazon.awssdk.services.ivs.model.BatchStartViewerSessionRevocationViewerSession;
import software.amazon.awssdk.services.ivs.model.IvsRequest;
import software.amazon.awssdk.services.ivschat.IvschatClient;
import software.amazon.awssdk.services.ivschat.model.IvschatRequest;
import software.amazon.awssdk.services.ivsrealtime.IvsRealTimeClient;
import software.amazon.awssdk.services.ivsrealtime.model.DestinationConfiguration;
import software.amazon.awssdk.services.ivsrealtime.model.IvsRealTimeRequest;

/**
 * Calls of the emulator for every operation of the AWS SDK for Java, to prove the table in
 * docs/reference/emulator-operations.md.
 */
@Guarantee("EMU-02")
class EmulatedOperationsTest {
  private static final Pattern TRIED =
      Pattern.compile("^\\| (IVS[^|]*) \\| `(\\w+)` \\|.*\\| SDK for Java \\|$", Pattern.MULTILINE);
  private static final Map<String, String> SERVICES =
      Map.of("IVS", "ivs", "IVS Chat", "ivschat", "IVS Real-Time", "ivs-realtime");
  private static final Map<String, String> TAGS = Map.of("k", "v");

  @AutoClose private final IvsEmulator emulator = IvsEmulator.start();
  @AutoClose private final IvsClient ivs = client(IvsClient.builder());
  @AutoClose private final IvschatClient chat = client(IvschatClient.builder());
  @AutoClose private final IvsRealTimeClient realTime = client(IvsRealTimeClient.builder());

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(emulator.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(EmulatedAws.credentials())
        .build();
  }

  @Test
  void call_everyOperationOfTheSdk_succeedsAsDocumented() throws Exception {
    channels();
    streams();
    playback();
    recordings();
    rooms();
    logging();
    stages();
    participants();
    compositions();
    ingest();

    Set<String> succeeded =
        emulator.requests().stream()
            .filter(request -> request.status() < 300)
            .map(request -> request.service() + " " + request.operation())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> offered = new TreeSet<>();
    offered.addAll(offered("ivs", IvsClient.class, IvsRequest.class));
    offered.addAll(offered("ivschat", IvschatClient.class, IvschatRequest.class));
    offered.addAll(offered("ivs-realtime", IvsRealTimeClient.class, IvsRealTimeRequest.class));
    assertThat(succeeded).isEqualTo(offered).isEqualTo(documented());
  }

  private static Set<String> offered(String service, Class<?> client, Class<?> request) {
    return Arrays.stream(client.getMethods())
        .filter(method -> !method.getName().endsWith("Paginator"))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> request.isAssignableFrom(method.getParameterTypes()[0]))
        .map(Method::getName)
        .map(
            name ->
                service + " " + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> documented() throws Exception {
    return TRIED
        .matcher(
            Files.readString(
                Path.of("..", "docs", "reference", "emulator-operations.md"),
                StandardCharsets.UTF_8))
        .results()
        .map(row -> SERVICES.get(row.group(1)) + " " + row.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String createChannel() {
    return ivs.createChannel(r -> r.name("c")).channel().arn();
  }

  private void channels() {
    String channel = createChannel();
    String key = ivs.listStreamKeys(r -> r.channelArn(channel)).streamKeys().get(0).arn();
    ivs.getChannel(r -> r.arn(channel));
    ivs.batchGetChannel(r -> r.arns(channel));
    ivs.listChannels(r -> r.maxResults(1));
    ivs.updateChannel(r -> r.arn(channel).name("d"));
    ivs.getStreamKey(r -> r.arn(key));
    ivs.batchGetStreamKey(r -> r.arns(key));
    ivs.deleteStreamKey(r -> r.arn(key));
    ivs.createStreamKey(r -> r.channelArn(channel));
    ivs.tagResource(r -> r.resourceArn(channel).tags(TAGS));
    ivs.listTagsForResource(r -> r.resourceArn(channel));
    ivs.untagResource(r -> r.resourceArn(channel).tagKeys("k"));
    ivs.deleteChannel(r -> r.arn(channel));
  }

  private void streams() {
    String channel = createChannel();
    emulator.startStream(channel);
    ivs.getStream(r -> r.channelArn(channel));
    ivs.listStreams(r -> r.maxResults(1));
    ivs.getStreamSession(r -> r.channelArn(channel));
    ivs.listStreamSessions(r -> r.channelArn(channel));
    ivs.putMetadata(r -> r.channelArn(channel).metadata("m"));
    ivs.stopStream(r -> r.channelArn(channel));
  }

  private void playback() throws Exception {
    String channel = createChannel();
    String pem = newPublicKey();
    String key = ivs.importPlaybackKeyPair(r -> r.publicKeyMaterial(pem)).keyPair().arn();
    ivs.getPlaybackKeyPair(r -> r.arn(key));
    ivs.listPlaybackKeyPairs(r -> r.maxResults(1));
    ivs.deletePlaybackKeyPair(r -> r.arn(key));
    String policy =
        ivs.createPlaybackRestrictionPolicy(r -> r.name("p")).playbackRestrictionPolicy().arn();
    ivs.getPlaybackRestrictionPolicy(r -> r.arn(policy));
    ivs.listPlaybackRestrictionPolicies(r -> r.maxResults(1));
    ivs.updatePlaybackRestrictionPolicy(r -> r.arn(policy).allowedCountries("NL"));
    ivs.deletePlaybackRestrictionPolicy(r -> r.arn(policy));
    ivs.startViewerSessionRevocation(r -> r.channelArn(channel).viewerId("v"));
    BatchStartViewerSessionRevocationViewerSession session =
        BatchStartViewerSessionRevocationViewerSession.builder()
            .channelArn(channel)
            .viewerId("v")
            .build();
    ivs.batchStartViewerSessionRevocation(r -> r.viewerSessions(session));
  }

  private void recordings() {
    String recording =
        ivs.createRecordingConfiguration(
                r -> r.destinationConfiguration(to -> to.s3(s3 -> s3.bucketName("bucket"))))
            .recordingConfiguration()
            .arn();
    ivs.getRecordingConfiguration(r -> r.arn(recording));
    ivs.listRecordingConfigurations(r -> r.maxResults(1));
    ivs.deleteRecordingConfiguration(r -> r.arn(recording));
  }

  private void rooms() {
    String room = chat.createRoom(r -> r.name("r")).arn();
    chat.getRoom(r -> r.identifier(room));
    chat.listRooms(r -> r.maxResults(1));
    chat.updateRoom(r -> r.identifier(room).name("s"));
    chat.createChatToken(r -> r.roomIdentifier(room).userId("todd"));
    chat.sendEvent(r -> r.roomIdentifier(room).eventName("e"));
    chat.deleteMessage(r -> r.roomIdentifier(room).id("AYk6xKitV4On"));
    chat.disconnectUser(r -> r.roomIdentifier(room).userId("todd"));
    chat.tagResource(r -> r.resourceArn(room).tags(TAGS));
    chat.listTagsForResource(r -> r.resourceArn(room));
    chat.untagResource(r -> r.resourceArn(room).tagKeys("k"));
    chat.deleteRoom(r -> r.identifier(room));
  }

  private void logging() {
    String logging =
        chat.createLoggingConfiguration(
                r -> r.destinationConfiguration(to -> to.s3(s3 -> s3.bucketName("bucket"))))
            .arn();
    chat.getLoggingConfiguration(r -> r.identifier(logging));
    chat.listLoggingConfigurations(r -> r.maxResults(1));
    chat.updateLoggingConfiguration(r -> r.identifier(logging).name("l"));
    chat.deleteLoggingConfiguration(r -> r.identifier(logging));
  }

  private String createStage() {
    return realTime.createStage(r -> r.name("s")).stage().arn();
  }

  private void stages() throws Exception {
    String stage = createStage();
    realTime.getStage(r -> r.arn(stage));
    realTime.listStages(r -> r.maxResults(1));
    realTime.updateStage(r -> r.arn(stage).name("t"));
    realTime.createParticipantToken(r -> r.stageArn(stage));
    realTime.tagResource(r -> r.resourceArn(stage).tags(TAGS));
    realTime.listTagsForResource(r -> r.resourceArn(stage));
    realTime.untagResource(r -> r.resourceArn(stage).tagKeys("k"));
    realTime.deleteStage(r -> r.arn(stage));
    String pem = newPublicKey();
    String key = realTime.importPublicKey(r -> r.publicKeyMaterial(pem)).publicKey().arn();
    realTime.getPublicKey(r -> r.arn(key));
    realTime.listPublicKeys(r -> r.maxResults(1));
    realTime.deletePublicKey(r -> r.arn(key));
  }

  private void participants() {
    String stage = createStage();
    String other = createStage();
    EmulatedParticipant todd = emulator.participants().join(stage, "todd");
    emulator.participants().publish(todd);
    String id = todd.participantId();
    String session = todd.sessionId();
    realTime.listStageSessions(r -> r.stageArn(stage));
    realTime.getStageSession(r -> r.stageArn(stage).sessionId(session));
    realTime.getParticipant(r -> r.stageArn(stage).sessionId(session).participantId(id));
    realTime.listParticipants(r -> r.stageArn(stage).sessionId(session));
    realTime.listParticipantEvents(r -> r.stageArn(stage).sessionId(session).participantId(id));
    realTime.startParticipantReplication(
        r -> r.sourceStageArn(stage).destinationStageArn(other).participantId(id));
    realTime.listParticipantReplicas(r -> r.sourceStageArn(stage).participantId(id));
    realTime.stopParticipantReplication(
        r -> r.sourceStageArn(stage).destinationStageArn(other).participantId(id));
    realTime.disconnectParticipant(r -> r.stageArn(stage).participantId(id));
  }

  private void compositions() {
    String stage = createStage();
    String storage =
        realTime
            .createStorageConfiguration(r -> r.s3(s3 -> s3.bucketName("bucket")))
            .storageConfiguration()
            .arn();
    realTime.getStorageConfiguration(r -> r.arn(storage));
    realTime.listStorageConfigurations(r -> r.maxResults(1));
    String encoder =
        realTime.createEncoderConfiguration(r -> r.name("e")).encoderConfiguration().arn();
    realTime.getEncoderConfiguration(r -> r.arn(encoder));
    realTime.listEncoderConfigurations(r -> r.maxResults(1));
    DestinationConfiguration bucket =
        DestinationConfiguration.builder()
            .s3(s3 -> s3.storageConfigurationArn(storage).encoderConfigurationArns(encoder))
            .build();
    String composition =
        realTime.startComposition(r -> r.stageArn(stage).destinations(bucket)).composition().arn();
    realTime.getComposition(r -> r.arn(composition));
    realTime.listCompositions(r -> r.maxResults(1));
    realTime.stopComposition(r -> r.arn(composition));
    realTime.deleteEncoderConfiguration(r -> r.arn(encoder));
    realTime.deleteStorageConfiguration(r -> r.arn(storage));
  }

  private void ingest() {
    String stage = createStage();
    String ingest =
        realTime
            .createIngestConfiguration(r -> r.ingestProtocol("RTMPS"))
            .ingestConfiguration()
            .arn();
    realTime.getIngestConfiguration(r -> r.arn(ingest));
    realTime.listIngestConfigurations(r -> r.maxResults(1));
    realTime.updateIngestConfiguration(r -> r.arn(ingest).stageArn(stage));
    realTime.deleteIngestConfiguration(r -> r.arn(ingest));
  }

  private static String newPublicKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    byte[] key = generator.generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
