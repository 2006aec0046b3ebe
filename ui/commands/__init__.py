"""The commands of ``fazhi``, grouped by what they are about."""
