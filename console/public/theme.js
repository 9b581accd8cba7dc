// Before anything is painted, so that a chosen theme does not flash; a file of its own, as inline scripts are not allowed.
{
  const theme = localStorage.getItem('edgewise.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
}
