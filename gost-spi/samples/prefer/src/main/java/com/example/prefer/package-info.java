/**
 * Prefers nodes by their names, such as those of one region, and takes others while none of them is
 * left: the runtime has removed what failed before a strategy is asked.
 */
package com.example.prefer;
