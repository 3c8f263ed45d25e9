/** Gives users their resources and takes them away: exactly one of each, whatever fails. */
@NullMarked
package io.streamcat.provisioning;

import org.jspecify.annotations.NullMarked;
