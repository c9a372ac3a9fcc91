/** What messages to users have in common. Knows nothing of the rest of the runtime. */
package io.gost.runtime.text;
