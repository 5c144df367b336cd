"The clock of the benchmarks"
import time


def fastest(function, tries, clock=time.perf_counter):
    "Seconds of the fastest of several calls"
    times = []
    for _ in range(tries):
        begin = clock()
        function()
        times.append(clock() - begin)
    return min(times)
