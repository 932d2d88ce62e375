package ccrnn.pipeline.store;

import java.io.IOException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Who this process is to Hadoop and Spark. Hadoop wants a name and does not start where the user id
 * has none, as in containers that run under a number of their own.
 */
public final class HadoopUser {
  /** What Java calls a user whose name it cannot find. */
  private static final String NAMELESS = "?";

  private HadoopUser() {}

  /** Gives the user of this process a name where it has none, before Hadoop or Spark start. */
  public static void named() {
    try {
      UserGroupInformation.getLoginUser();
    } catch (IOException e) {
      if (UserGroupInformation.isSecurityEnabled()) {
        return; // Kerberos knows who it is not, and says so when it is asked
      }
      String name = System.getProperty("user.name", NAMELESS);
      UserGroupInformation.setLoginUser(
          UserGroupInformation.createRemoteUser(name.equals(NAMELESS) ? "nobody" : name));
    }
  }
}
