package ccrnn.model.kernel;

/** The two carriers of the hot loops. They give the same bits; only speed differs. */
public enum Kernel {
  /** Ordinary Java, everywhere. */
  PLAIN {
    @Override
    public Gemm gemm() {
      return new PlainGemm();
    }

    @Override
    public Activation activation() {
      return new PlainActivation();
    }

    @Override
    public Elementwise elementwise() {
      return new PlainElementwise();
    }
  },
  /** The Vector API; needs {@code --add-modules jdk.incubator.vector}. */
  VECTOR {
    @Override
    public Gemm gemm() {
      return load("VectorGemm", Gemm.class);
    }

    @Override
    public Activation activation() {
      return load("VectorActivation", Activation.class);
    }

    @Override
    public Elementwise elementwise() {
      return load("VectorElementwise", Elementwise.class);
    }
  };

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /**
   * Creates the matrix products.
   *
   * @return a new instance, for one thread
   * @throws IllegalStateException if the kernel is not {@link #available()}
   */
  public abstract Gemm gemm();

  /**
   * Creates the activation functions.
   *
   * @return a new instance, for one thread
   * @throws IllegalStateException if the kernel is not {@link #available()}
   */
  public abstract Activation activation();

  /**
   * Creates the elementwise loops.
   *
   * @return a new instance, for one thread
   * @throws IllegalStateException if the kernel is not {@link #available()}
   */
  public abstract Elementwise elementwise();

  /**
   * Creates the loop that measures what the Vector API can do at most on this machine.
   *
   * @return a new instance
   * @throws IllegalStateException if {@link #VECTOR} is not {@link #available()}
   */
  public static Peak peak() {
    return load("VectorPeak", Peak.class);
  }

  /**
   * Tells whether this JVM can run the kernel.
   *
   * @return false for {@link #VECTOR} where the JVM is without its module
   */
  public boolean available() {
    return this == PLAIN || hasVectorApi();
  }

  /** Asks for a class, not the boot layer for the module, which may have come after that. */
  private static boolean hasVectorApi() {
    try {
      Class.forName(VECTOR_MODULE + ".FloatVector", false, null);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /**
   * Chooses the kernel for this JVM.
   *
   * @return {@link #VECTOR} where it is available, else {@link #PLAIN}
   */
  public static Kernel best() {
    return VECTOR.available() ? VECTOR : PLAIN;
  }

  /** By name, so that nothing links to the module before it is known to be there. */
  private static <T> T load(String name, Class<T> type) {
    if (!VECTOR.available()) {
      throw new IllegalStateException("start Java with --add-modules " + VECTOR_MODULE);
    }
    try {
      var constructor = Class.forName("ccrnn.model.kernel." + name).getDeclaredConstructor();
      return type.cast(constructor.newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector kernel does not load", e);
    }
  }
}
