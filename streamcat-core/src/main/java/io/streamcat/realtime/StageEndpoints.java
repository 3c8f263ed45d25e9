package io.streamcat.realtime;

/**
 * The endpoints to which the participants of a stage connect. An endpoint that AWS does not offer
 * is empty.
 *
 * @param events the WebSocket of stage events
 * @param whip the WHIP endpoint for publishing
 * @param rtmp the RTMP endpoint for publishing
 * @param rtmps the RTMPS endpoint for publishing
 */
public record StageEndpoints(String events, String whip, String rtmp, String rtmps) {}
