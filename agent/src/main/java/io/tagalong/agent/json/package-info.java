/** JSON, as much of it as answers of a gateway, price tables and logs need. */
@NullMarked
package io.tagalong.agent.json;

import org.jspecify.annotations.NullMarked;
