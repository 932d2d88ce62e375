"""95 % bootstrap interval (BCa, Efron 1987) of a mean, from the resamples that Statistics draws: the numbers recorded in
StatisticsTest. Run with Python 3.11, NumPy 2.4.6, SciPy 1.17.1: python3 bootstrap_interval.py 0 0 0 1 1 7 7"""
import numpy as np
from scipy.stats import norm

class Well19937c:
    """Panneton, L'Ecuyer and Matsumoto 2006, seeded as commons-math 3.6.1 does."""
    R = 624
    def __init__(self, seed):
        v = [seed >> 32, seed & 0xFFFFFFFF]
        for i in range(2, self.R):
            last = v[i - 2] - (v[i - 2] >> 31 << 32)  # as a signed number
            v.append((1812433253 * (last ^ last >> 30) + i) & 0xFFFFFFFF)
        self.v, self.i = v, 0
    def next(self, bits):
        v, i, R = self.v, self.i, self.R
        a, b = (i - 1) % R, (i - 2) % R
        m1, m2, m3 = v[(i + 70) % R], v[(i + 179) % R], v[(i + 449) % R]
        z0 = v[a] & 0x80000000 ^ v[b] & 0x7FFFFFFF
        z1 = v[i] ^ v[i] << 25 & 0xFFFFFFFF ^ m1 ^ m1 >> 27
        z2 = m2 >> 9 ^ m3 ^ m3 >> 1
        z3 = z1 ^ z2
        z4 = z0 ^ z1 ^ z1 << 9 & 0xFFFFFFFF ^ z2 ^ z2 << 21 & 0xFFFFFFFF ^ z3 ^ z3 >> 21
        v[i], v[a], v[b], self.i = z3, z4, v[b] & 0x80000000, a
        z4 ^= z4 << 7 & 0xE46E1700
        z4 ^= z4 << 15 & 0x9B868000
        return z4 >> 32 - bits
    def below(self, n):
        if n & -n == n:
            return n * self.next(31) >> 31
        while True:
            bits = self.next(31)
            value = bits % n
            if bits - value + n - 1 < 1 << 31:
                return value

def interval(differences):
    x = np.sort(np.array(differences, float))
    random = Well19937c(20_230_114)
    means = np.array([x[[random.below(len(x)) for _ in x]].mean() for _ in range(10_000)])
    tie = abs(means - x.mean()) <= 1e-12 * abs(x).mean()
    z0 = norm.ppf((((means < x.mean()) & ~tie).sum() + tie.sum() / 2) / len(means))
    theta = (x.sum() - x) / (len(x) - 1)  # jackknife
    d = theta.mean() - theta
    a = (d**3).sum() / (6 * (d**2).sum()**1.5)
    z = z0 + norm.ppf([0.025, 0.975])
    return np.quantile(means, norm.cdf(z0 + z / (1 - a * z)))

if __name__ == "__main__":
    import sys
    print(*map(repr, map(float, interval([float(each) for each in sys.argv[1:]]))))
