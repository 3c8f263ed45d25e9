/** One small program for each feature. Each program runs offline against the emulator. */
package io.streamcat.examples.features;
