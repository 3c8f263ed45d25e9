/**
 * JSON Web Tokens as IVS uses them: signed with ECDSA on the curve P-384, with their claims and
 * imported keys.
 */
@NullMarked
package io.streamcat.emulator.internal.token;

import org.jspecify.annotations.NullMarked;
