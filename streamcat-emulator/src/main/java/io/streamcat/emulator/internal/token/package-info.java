/** JSON Web Tokens as IVS uses them: signed with ECDSA on the curve P-384. */
@NullMarked
package io.streamcat.emulator.internal.token;

import org.jspecify.annotations.NullMarked;
