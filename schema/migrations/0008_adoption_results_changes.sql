-- Which figures an adoption names is part of what is told of its method.
SELECT search_watch('adoption_results', 'ADOPTION', 'adoption_id');
